// A 64-bit program that makes 32-bit calls in between (x86 only).
#include "workload.h"

int main(void) {
  for (int i = 0; i < 3; i++) {
    long r;
    __asm__ volatile("int $0x80" : "=a"(r) : "a"(20) : "memory");
    getppid();
    __asm__ volatile("int $0x80" : "=a"(r) : "a"(64) : "memory");
  }
  return 0;
}
