// A capture in which every text that a program chose tries to get out of its place in a page.

/** As strace writes it: control characters are escaped by strace itself, the rest stands as it is. */
export const NASTY = `</script></style></pre><script>document.title='owned'</script><img src=x onerror=document.title='owned'><!--`;

const quoted = NASTY.replaceAll("'", '\\47');

export const nastyCapture = `100 1700000000.000000 execve("/usr/bin/sh", ["sh", "-c", "${quoted} --flag"], 0x7ff /* 3 vars */) = 0 <0.000100>
100 1700000000.000200 clone(child_stack=NULL, flags=SIGCHLD) = 101 <0.000050>
101 1700000000.000300 execve("/opt/${quoted}", ["${quoted}", "javascript:alert(1)", "\\" onload=alert(1) x=\\"", "\\342\\200\\256evil\\33[2J"], 0x7ff /* 3 vars */) = -1 ENOENT (No such file or directory) <0.000020>
101 1700000000.000350 execve("/usr/bin/${quoted}", ["${quoted}", "--flag"], 0x7ff /* 3 vars */) = -1 ENOENT (No such file or directory) <0.000020>
101 1700000000.000400 write(2, "sh: ${quoted}: not found\\n", 120) = 120 <0.000010>
101 1700000000.000500 exit_group(127) = ?
101 1700000000.000510 +++ exited with 127 +++
100 1700000000.000600 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 127}], 0, NULL) = 101 <0.000300>
100 1700000000.000700 exit_group(127) = ?
100 1700000000.000800 +++ exited with 127 +++
`;
