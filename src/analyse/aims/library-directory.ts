// Directories as a person names them: ld.so looks into variants of each for newer processors.

/** Variants of a directory for processors (elf/dl-hwcaps.c, and the older tls/platform ones) belong to the directory itself. */
export const withoutVariants = (directory: string): string =>
  directory.replace(/(?:\/(?:glibc-hwcaps\/[\w-]+|tls|x86_64|haswell|avx512_1|aarch64|atomics|i[3-6]86|sse2))+$/, '') || '/';
