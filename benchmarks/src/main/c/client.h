/* The client under measurement, as a process: started on one core, watched, and ended. */
#ifndef NEXTLOOP_CLIENT_H
#define NEXTLOOP_CLIENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct client {
  pid_t pid;          /* 0 = none of ours */
  uint64_t exec_time; /* CLOCK_MONOTONIC in ns, just before exec */
};

/* Starts the command with AWS_LAMBDA_RUNTIME_API=127.0.0.1:port; its output goes to our standard
 * error. A core below 0 means: do not pin. False, with errno, when it could not be executed. */
bool client_start(struct client *client, char **command, int core, int port);

/* User and system time of all its threads, in nanoseconds. */
uint64_t client_cpu(const struct client *client);

/* A line of /proc/PID/status in KiB, such as "VmRSS"; 0 when it cannot be read. */
long client_memory(const struct client *client, const char *name);

bool client_ended(struct client *client);

/* Asks the process to end, and gives it thirty seconds. */
void client_terminate(struct client *client);

/* Kills the process group and waits for the process. */
void client_kill(struct client *client);

bool pin_to_core(int core);

#endif
