// Where the command line starts: parses arguments, runs one command, ends with its exit status.
process.stdout.write('whytrace\n');
