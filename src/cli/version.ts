// The version that --version prints: package.json's, read when the bundle is made.
import packageJson from '../../package.json' with { type: 'json' };

export const VERSION: string = packageJson.version;
