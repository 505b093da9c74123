// Threads whose names look like strace output, that sleep and ask for ids.
#include "workload.h"

static const char *names[] = {"a>b",      "x] y",       "w) = 0",  "<unfin",   "q\"uo\\te", "new\nline", "tab\tx", "\xff\xfe bad", "\xc3\xa4\xc3\xb6",
                              "[pid 7] ", "+++ exited", "--- SIG", "1234<x> ", "> ] > ] ",  "",          " lead"};

static void *thr(void *a) {
  int i = (intptr_t)a;
  prctl(PR_SET_NAME, names[i % 16]);
  struct timespec t = {0, (i % 5) * 1000000};
  for (int k = 0; k < 3; k++) {
    nanosleep(&t, 0);
    getppid();
    syscall(SYS_gettid);
  }
  if (i % 4 == 0) access("/no/such", 0);
  return 0;
}

int main(void) {
  pthread_t t[12];
  for (int i = 0; i < 12; i++) pthread_create(&t[i], 0, thr, (void *)(intptr_t)i);
  for (int i = 0; i < 12; i++) pthread_join(t[i], 0);
  return 0;
}
