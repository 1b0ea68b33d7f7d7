package dev.nextloop.emulator.internal.process;

import java.nio.file.Path;

/**
 * The directories of one execution environment, as they lie on the machine.
 *
 * @param task task root; null for a command, which starts where it was told
 * @param opt merged layers; null for a command without layers
 * @param scratch the only writable place, of mode 0700
 * @param language a language's home, for instance a JDK's; null for none
 * @param runtime a managed runtime, with the bootstrap that is started; null for OS-only ones
 * @param workingDirectory where the process starts
 */
public record Roots(
    Path task, Path opt, Path scratch, Path language, Path runtime, Path workingDirectory) {}
