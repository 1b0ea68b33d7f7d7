/* Times of a run, kept one by one. */
#ifndef NEXTLOOP_SAMPLES_H
#define NEXTLOOP_SAMPLES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Nanoseconds; beyond four seconds they stay at the greatest value. */
struct samples {
  uint32_t *values;
  uint64_t length;
};

bool samples_open(struct samples *samples, uint64_t most);

void samples_add(struct samples *samples, uint64_t nanoseconds);

/* A member of a JSON object: {"p1":N,...,"p99.9":N,"max":N,"mean":N,"billed_ms":N}, or null without
 * any. Billed is the mean of all, each rounded up to a millisecond. */
void samples_report(struct samples *samples, const char *name, FILE *out);

void samples_close(struct samples *samples);

#endif
