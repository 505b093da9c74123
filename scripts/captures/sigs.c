// Every signal: sent, queued, by timers, in waits of all kinds; children that crash, stop and are killed.
#include "workload.h"

static void h(int s) {}

static void hs(int s, siginfo_t *i, void *c) {}

int main(void) {
  struct sigaction sa = {0};
  sa.sa_sigaction = hs;
  sa.sa_flags = SA_SIGINFO;
  int l[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF,      SIGIO,        SIGURG,   SIGWINCH,    SIGCHLD,
             SIGPIPE, SIGHUP,  SIGTERM, SIGQUIT,   SIGINT,       SIGXCPU,      SIGXFSZ,  SIGPWR,      SIGSTKFLT,
             SIGSYS,  SIGTRAP, SIGBUS,  SIGRTMIN,  SIGRTMIN + 1, SIGRTMIN + 5, SIGRTMAX, SIGRTMAX - 1};
  for (unsigned i = 0; i < sizeof l / sizeof *l; i++) {
    if (i % 3 == 0)
      sa.sa_flags |= SA_RESTART;
    else
      sa.sa_flags &= ~SA_RESTART;
    sigaction(l[i], &sa, 0);
    kill(getpid(), l[i]);
  }
  union sigval v;
  v.sival_int = 42;
  sigqueue(getpid(), SIGRTMIN + 1, v);
  v.sival_ptr = (void *)"x";
  sigqueue(getpid(), SIGRTMAX, v);
  struct itimerval it = {{0, 0}, {0, 2000}};
  setitimer(ITIMER_REAL, &it, 0);
  pause();
  setitimer(ITIMER_REAL, &it, 0);
  char b;
  int p[2];
  pipe(p);
  read(p[0], &b, 1) < 0;
  timer_t tm;
  struct sigevent se = {0};
  se.sigev_notify = SIGEV_SIGNAL;
  se.sigev_signo = SIGRTMIN;
  se.sigev_value.sival_int = 7;
  timer_create(CLOCK_MONOTONIC, &se, &tm);
  struct itimerspec is = {{0, 0}, {0, 1000000}};
  timer_settime(tm, 0, &is, 0);
  struct timespec t = {0, 20000000};
  nanosleep(&t, 0);
  pid_t c = fork();
  if (!c) {
    signal(SIGSEGV, SIG_DFL);
    *(volatile int *)8 = 1;
  }
  waitpid(c, 0, 0);
  c = fork();
  if (!c) { abort(); }
  waitpid(c, 0, 0);
  c = fork();
  if (!c) {
    raise(SIGSTOP);
    _exit(3);
  }
  int st;
  waitpid(c, &st, WUNTRACED);
  kill(c, SIGCONT);
  waitpid(c, &st, 0);
  c = fork();
  if (!c) {
    for (;;) pause();
  }
  struct timespec q = {0, 3000000};
  nanosleep(&q, 0);
  kill(c, SIGKILL);
  waitpid(c, &st, 0);
  c = fork();
  if (!c) {
    volatile int z = 0;
    z = 1 / z;
    _exit(z);
  }
  waitpid(c, &st, 0);
  sigset_t ss;
  sigemptyset(&ss);
  sigaddset(&ss, SIGUSR1);
  sigprocmask(SIG_BLOCK, &ss, 0);
  kill(getpid(), SIGUSR1);
  struct timespec z = {0, 1000};
  siginfo_t si;
  sigtimedwait(&ss, &si, &z);
  sigtimedwait(&ss, &si, &z);
  kill(getpid(), SIGUSR1);
  sigfillset(&ss);
  sigdelset(&ss, SIGUSR1);
  sigsuspend(&ss);
  int fd = signalfd(-1, &ss, 0);
  close(fd);
  alarm(1);
  sigset_t e;
  sigemptyset(&e);
  struct timespec tt = {2, 0};
  ppoll(0, 0, &tt, &e);
  alarm(1);
  select(0, 0, 0, 0, &(struct timeval){2, 0});
  alarm(1);
  epoll_pwait(epoll_create1(0), &(struct epoll_event){0}, 1, 2000, &e);
  alarm(1);
  int futexv = 0;
  syscall(SYS_futex, &futexv, FUTEX_WAIT, 0, 0, 0);
  alarm(1);
  clock_nanosleep(CLOCK_REALTIME, 0, &tt, 0);
  return 0;
}
