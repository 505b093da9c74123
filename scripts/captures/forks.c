// Eight children with a child each, all at once.
#include "workload.h"

int main(void) {
  for (int i = 0; i < 8; i++) {
    pid_t p = fork();
    if (!p) {
      pid_t q = fork();
      if (!q) {
        access("/grand", 0);
        sched_yield();
        _exit(i);
      }
      waitpid(q, 0, 0);
      _exit(i + 100);
    }
  }
  while (wait(0) > 0);
  return 0;
}
