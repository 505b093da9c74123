// Calls that few programs make, many of them wrong: netlink, every family of sockets, ioctl, bpf, seccomp, calls that the kernel lacks.
#include "workload.h"

int main(void) {
  struct {
    char x[512];
  } buf;
  memset(&buf, 0, sizeof buf);
#ifdef SYS_io_uring_setup
  int u = syscall(SYS_io_uring_setup, 4, &buf);
  syscall(SYS_io_uring_enter, u, 0, 0, 0, 0, 0);
  syscall(SYS_io_uring_register, u, 8, 0, 0);
  close(u);
  syscall(SYS_io_uring_setup, 0, 0);
#endif
  union bpf_attr at;
  memset(&at, 0, sizeof at);
  at.map_type = BPF_MAP_TYPE_ARRAY;
  at.key_size = 4;
  at.value_size = 8;
  at.max_entries = 1;
  int m = syscall(SYS_bpf, BPF_MAP_CREATE, &at, sizeof at);
  syscall(SYS_bpf, BPF_PROG_LOAD, &at, sizeof at);
  syscall(SYS_bpf, BPF_OBJ_GET, &at, 16);
  syscall(SYS_bpf, 77, &at, 16);
  close(m);
  int n = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  struct {
    struct nlmsghdr h;
    struct rtgenmsg g;
  } rq = {{sizeof rq, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 1, 0}, {AF_UNSPEC}};
  struct sockaddr_nl nl = {AF_NETLINK};
  sendto(n, &rq, sizeof rq, 0, (void *)&nl, sizeof nl);
  char big[32768];
  recv(n, big, sizeof big, MSG_DONTWAIT);
  rq.h.nlmsg_type = RTM_GETADDR;
  send(n, &rq, sizeof rq, 0);
  struct iovec io = {big, sizeof big};
  struct msghdr mh = {&nl, sizeof nl, &io, 1};
  recvmsg(n, &mh, MSG_DONTWAIT);
  rq.h.nlmsg_type = RTM_GETROUTE;
  send(n, &rq, sizeof rq, 0);
  recvmsg(n, &mh, MSG_DONTWAIT);
  close(n);
  for (int f = 0; f < 24; f++) {
    n = socket(AF_NETLINK, SOCK_RAW, f);
    if (n >= 0) close(n);
  }
  for (int f = 0; f < 48; f++)
    for (int ty = 1; ty < 4; ty++) {
      int s = socket(f, ty, 0);
      if (s >= 0) {
        struct sockaddr_storage a;
        memset(&a, 0x41, sizeof a);
        a.ss_family = f;
        connect(s, (void *)&a, f % 3 ? sizeof a : 16);
        bind(s, (void *)&a, 28);
        socklen_t l = sizeof a;
        getsockname(s, (void *)&a, &l);
        getsockopt(s, SOL_SOCKET, SO_ERROR, &l, &(socklen_t){4});
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &l, 4);
        close(s);
      }
    }
  for (unsigned long i = 0; i < 4; i++) {
    int fd = open(i == 0 ? "/dev/null" : i == 1 ? "/dev/tty" : i == 2 ? "/etc/passwd" : "/dev/zero", O_RDWR | O_CLOEXEC);
    unsigned long rq[] = {TCGETS, TIOCGWINSZ, TIOCGPGRP,  FIONREAD,   BLKGETSIZE64, BLKSSZGET, FS_IOC_GETFLAGS, FIGETBSZ, FIBMAP,
                          0x5401, 0x125d,     0xdeadbeef, 0xc0304627, 0x80086601,   0x4b3a,    0x5603,          0x8910,   0x8933,
                          0xaf00, 0xae00,     0xc0106407, 0x40085511, 0x1260,       0x4c05,    0xc138fd00,      0x2401,   0x80044d00};
    for (unsigned k = 0; k < sizeof rq / sizeof *rq; k++) {
      memset(big, 0, 512);
      ioctl(fd, rq[k], big);
    }
    close(fd);
  }
  int e = eventfd(3, EFD_NONBLOCK), t = timerfd_create(CLOCK_REALTIME, 0), in = inotify_init1(IN_CLOEXEC);
  inotify_add_watch(in, "/tmp", IN_CREATE | IN_DELETE);
  uint64_t q;
  read(e, &q, 8);
  read(e, &q, 8);
  int mf = memfd_create("me\nm) = 0<x>\"", MFD_CLOEXEC);
  write(mf, "abc", 3);
  struct stat sb;
  fstat(mf, &sb);
  fstatat(AT_FDCWD, "", &sb, AT_EMPTY_PATH);
  sendfile(1, mf, 0, 0);
  close(mf);
  close(t);
  close(in);
  close(e);
  unlink("/tmp/deleted");
  int d = open("/tmp/deleted", O_RDWR | O_CREAT, 0600);
  unlink("/tmp/deleted");
  write(d, "x", 1);
  fstat(d, &sb);
  mmap(0, 4096, PROT_READ, MAP_PRIVATE, d, 0);
  int d2 = dup(d);
  dup2(d, 77);
  fcntl(77, F_GETFL);
  fcntl(77, F_SETLK, &(struct flock){F_WRLCK});
  fcntl(d2, F_DUPFD, 100);
  close(77);
  getxattr("/tmp", "user.x", big, 10);
  setxattr("/proc", "user.\"x", "v\n", 2, 0);
  syscall(SYS_keyctl, 0, -3, 0);
  syscall(SYS_add_key, "user", "a) = 3", "pl", 2, -3);
  syscall(444, 0, 0, 1);
  syscall(SYS_perf_event_open, &buf, 0, -1, -1, 0);
  syscall(SYS_perf_event_open, 0, 0, -1, -1, 0);
  syscall(999, 1, 2, 3, 4, 5, 6);
  syscall(SYS_clone3, 0, 0);
  syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", &(uint64_t[3]){0, 0, 0}, 24);
  syscall(SYS_statx, AT_FDCWD, "/", 0, 0x7ff, big);
  syscall(SYS_pidfd_open, getpid(), 0);
  syscall(SYS_faccessat2, AT_FDCWD, "/x", 0, 0);
  syscall(SYS_kcmp, getpid(), getpid(), 0, 0, 1);
  syscall(SYS_process_vm_readv, getpid(), &io, 1, &io, 1, 0);
  syscall(SYS_move_pages, 0, 0, 0, 0, 0, 0);
  syscall(SYS_modify_ldt, 0, big, 16);
  syscall(SYS_sched_setattr, 0, 0, 0);
  syscall(SYS_getcpu, 0, 0, 0);
  syscall(SYS_mount, "none", "/no\nsuch", "tmp\"fs", MS_RDONLY, "a=b");
  syscall(SYS_fsopen, "ext4", 0);
  syscall(SYS_futex_waitv, 0, 0, 0, 0, 0);
  syscall(SYS_mremap, 0, 0, 0, 0, 0);
  syscall(SYS_quotactl, 0, 0, 0, 0);
  syscall(SYS_personality, 0xffffffff);
  syscall(SYS_uname, 0);
  syscall(SYS_rt_sigqueueinfo, 1, 70, 0);
  syscall(SYS_waitid, 0, 0, 0, 0, 0);
  syscall(SYS_name_to_handle_at, AT_FDCWD, "/", big, big + 100, 0);
  struct sock_filter fl[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
                             BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
                             BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 77),
                             BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getpgrp, 0, 1),
                             BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_THREAD),
                             BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  struct sock_fprog fp = {6, fl};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  pid_t c = fork();
  if (!c) {
    prctl(PR_SET_SECCOMP, 2, &fp);
    getppid();
    syscall(SYS_seccomp, 1, 0, &fp);
    syscall(SYS_getpgrp);
    _exit(1);
  }
  waitpid(c, 0, 0);
  return 0;
}
