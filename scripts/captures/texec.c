// A thread that is not the first one executes another program while five wait.
#include "workload.h"

static void *execthr(void *a) {
  struct timespec t = {0, 5000000};
  nanosleep(&t, 0);
  execl("/bin/true", "true", (char *)0);
  return 0;
}

static void *waiter(void *a) {
  for (;;) pause();
}

int main(void) {
  pthread_t t[6];
  for (int i = 0; i < 5; i++) pthread_create(&t[i], 0, waiter, 0);
  pthread_create(&t[5], 0, execthr, 0);
  poll(0, 0, 3000);
  return 0;
}
