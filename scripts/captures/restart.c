// Waits that signals interrupt and that go on.
#include "workload.h"

static void h(int s) {}

int main(void) {
  pid_t me = getpid();
  signal(SIGUSR1, h);
  pid_t c = fork();
  if (!c) {
    for (int i = 0; i < 6; i++) {
      nanosleep(&(struct timespec){0, 30000000}, 0);
      kill(me, i % 2 ? SIGSTOP : SIGWINCH);
      nanosleep(&(struct timespec){0, 5000000}, 0);
      kill(me, SIGCONT);
    }
    _exit(0);
  }
  nanosleep(&(struct timespec){0, 60000000}, 0);
  poll(0, 0, 60);
  clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){0, 60000000}, 0);
  int v = 0;
  syscall(SYS_futex, &v, FUTEX_WAIT, 0, &(struct timespec){0, 60000000}, 0);
  waitpid(c, 0, 0);
  return 0;
}
