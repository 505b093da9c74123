// Files, sockets and strings whose names look like strace output.
#include "workload.h"

static const char *paths[] = {"a) = 0",
                              "b <unfinished ...>",
                              "c<... read resumed>x",
                              "d\nnewline",
                              "e\"q\\",
                              "f\xff\xfe",
                              "g\xc3\xa4",
                              "h> i",
                              "j<k",
                              "+++ exited with 0 +++",
                              "--- SIGKILL {} ---",
                              "l) = -1 ENOENT (No such file or directory)",
                              "m\r",
                              "n\tt",
                              "strace: Process 9 attached",
                              "[pid 12] read(0",
                              "12345 write(1, \"",
                              "%time",
                              "o) = 5<x>",
                              "p(q",
                              "r{s[",
                              "t) = ? ERESTARTSYS (To be restarted)",
                              "u <0.000012>",
                              "v = 3",
                              "w)",
                              "x) = 3</y>(deleted)",
                              "1700000000.123456 open(",
                              "z // /* 5 vars */",
                              "\x1b[31mred\x1b[0m",
                              "\xe2\x80\xae"
                              "bidi"};

int main(void) {
  char d[] = "/tmp/files-XXXXXX";
  mkdtemp(d);
  chdir(d);
  int n = sizeof paths / sizeof *paths;
  for (int i = 0; i < n; i++) {
    int fd = open(paths[i], O_CREAT | O_RDWR | (i % 3 ? O_CLOEXEC : 0), 0644);
    write(fd, paths[i], strlen(paths[i]));
    lseek(fd, 0, 0);
    char b[200];
    read(fd, b, 200);
    if (i % 2) unlink(paths[i]);
    fsync(fd);
    struct stat s;
    fstat(fd, &s);
    close(fd);
    readlink(paths[i], b, 100);
    symlink(paths[i], "lnk");
    readlink("lnk", b, 100);
    unlink("lnk");
    open(paths[i], O_RDONLY | O_DIRECTORY);
    mkdir(paths[i], 0700);
    int dd = open(paths[i], O_RDONLY | O_DIRECTORY);
    if (dd >= 0) {
      openat(dd, "x) = 9", O_RDONLY);
      fchdir(dd);
      getcwd(b, 200);
      chdir(d);
      close(dd);
      rmdir(paths[i]);
    }
    unlink(paths[i]);
    prctl(PR_SET_NAME, paths[i]);
  }
  chdir("/");
  rmdir(d);
  struct sockaddr_un a = {AF_UNIX};
  for (int i = 0; i < n; i++) {
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    memset(a.sun_path, 0, 100);
    strcpy(a.sun_path + 1, paths[i]);
    bind(s, (void *)&a, sizeof(sa_family_t) + 1 + strlen(paths[i]));
    listen(s, 1);
    socklen_t l = sizeof a;
    getsockname(s, (void *)&a, &l);
    int c = socket(AF_UNIX, SOCK_STREAM, 0);
    connect(c, (void *)&a, l);
    int k = accept4(s, (void *)&a, &l, SOCK_CLOEXEC);
    write(k, paths[i], strlen(paths[i]));
    char b[99];
    struct iovec v = {b, 99};
    readv(c, &v, 1);
    close(k);
    close(c);
    close(s);
  }
  char *big = malloc(70000);
  for (int i = 0; i < 70000; i++) big[i] = i * 7;
  int nu = open("/dev/null", O_WRONLY);
  write(nu, big, 70000);
  memset(big, 'a', 70000);
  write(nu, big, 69999);
  access(big, 0);
  char *argv[] = {"x", "y) = 0", "z\n", 0}, *env[] = {"A=\"", "B=) = 1", 0};
  execve("/no/such", argv, env);
  return 0;
}
