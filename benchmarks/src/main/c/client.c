#define _GNU_SOURCE
#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static uint64_t monotonic(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool pin_to_core(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET((size_t)core, &cores);
  return sched_setaffinity(0, sizeof cores, &cores) == 0;
}

/* Runs in the child. Tells the parent the time of exec, and errno if it comes back. */
static _Noreturn void become(char **command, int core, int port, int to_parent) {
  char address[32];
  snprintf(address, sizeof address, "127.0.0.1:%d", port);
  setenv("AWS_LAMBDA_RUNTIME_API", address, 1);
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  int null = open("/dev/null", O_RDONLY);
  if (null >= 0) dup2(null, STDIN_FILENO);
  if (core < 0 || pin_to_core(core)) {
    uint64_t now = monotonic();
    if (write(to_parent, &now, sizeof now) == sizeof now) execvp(command[0], command);
  }
  uint64_t failure = (uint64_t)errno;
  if (write(to_parent, &failure, sizeof failure) != sizeof failure) _exit(126);
  _exit(127);
}

bool client_start(struct client *client, char **command, int core, int port) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  client->pid = fork();
  if (client->pid < 0) return false;
  if (client->pid == 0) become(command, core, port, ends[1]);
  close(ends[1]);
  uint64_t failure = 0;
  bool told = read(ends[0], &client->exec_time, sizeof client->exec_time) > 0;
  bool failed = read(ends[0], &failure, sizeof failure) > 0; /* exec closes the pipe */
  close(ends[0]);
  if (told && !failed) return true;
  client_kill(client);
  errno = failed ? (int)failure : EIO;
  return false;
}

uint64_t client_cpu(const struct client *client) {
  clockid_t clock;
  struct timespec used;
  if (!client->pid || clock_getcpuclockid(client->pid, &clock) != 0) return 0;
  if (clock_gettime(clock, &used) != 0) return 0;
  return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}

long client_memory(const struct client *client, const char *name) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", (int)client->pid);
  FILE *status = fopen(path, "re");
  if (!status) return 0;
  long kib = 0;
  size_t length = strlen(name);
  while (kib == 0 && fgets(line, sizeof line, status))
    if (strncmp(line, name, length) == 0 && line[length] == ':') kib = atol(line + length + 1);
  fclose(status);
  return kib;
}

bool client_ended(struct client *client) {
  if (!client->pid || waitpid(client->pid, NULL, WNOHANG) != client->pid) return false;
  client->pid = 0;
  return true;
}

void client_terminate(struct client *client) {
  if (!client->pid) return;
  kill(-client->pid, SIGTERM);
  for (int waited = 0; waited < 3000 && !client_ended(client); waited++) usleep(10000);
}

void client_kill(struct client *client) {
  if (!client->pid) return;
  kill(-client->pid, SIGKILL);
  kill(client->pid, SIGKILL);
  waitpid(client->pid, NULL, 0);
  client->pid = 0;
}
