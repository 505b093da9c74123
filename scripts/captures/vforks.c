// Forty children by vfork: programs that are missing, programs that run, statuses.
#include "workload.h"

int main(void) {
  for (int i = 0; i < 40; i++) {
    pid_t p = vfork();
    if (!p) {
      if (i % 3 == 0) execl("/no/such/prog", "x", (char *)0);
      if (i % 3 == 1) { execl("/bin/true", "true", (char *)0); }
      _exit(i);
    }
    if (i % 2) waitpid(p, 0, 0);
  }
  while (wait(0) > 0);
  return 0;
}
