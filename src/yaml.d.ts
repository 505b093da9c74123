// YAML files are data read at build time (scripts/yaml-data.mjs); who imports one says its shape.
declare module '*.yaml' {
  const data: unknown;
  export default data;
}
