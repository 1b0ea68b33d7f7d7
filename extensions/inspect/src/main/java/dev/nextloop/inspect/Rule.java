package dev.nextloop.inspect;

import java.util.Locale;

/** What the doctor looks for. The names are stable: scripts may compare them. */
public enum Rule {
  /** The handler's name can't be read. */
  HANDLER_NAME(Topic.HANDLER),
  /** Its class is not there. */
  HANDLER_CLASS_MISSING(Topic.HANDLER),
  /** Its class can't be made: abstract, not public, no public constructor. */
  HANDLER_CLASS_UNUSABLE(Topic.HANDLER),
  /** Its class is no handler, or one without concrete types. */
  HANDLER_INTERFACE(Topic.HANDLER),
  /** No public method of the name, or none with a fitting signature. */
  HANDLER_METHOD(Topic.HANDLER),
  /** Two methods fit equally well. */
  HANDLER_AMBIGUOUS(Topic.HANDLER),
  /** A method of the name is passed over. */
  HANDLER_OVERLOAD(Topic.HANDLER),
  /** A superclass is not in the function. */
  HANDLER_SUPERCLASS(Topic.HANDLER),
  /** A class file is newer than the runtime. */
  CLASS_TOO_NEW(Topic.FILES),
  /** A class file is damaged. */
  CLASS_UNREADABLE(Topic.FILES),
  /** A jar in {@code lib} can't be read. */
  JAR_UNREADABLE(Topic.FILES),
  /** A custom serializer. */
  CUSTOM_SERIALIZER(Topic.SERIALIZATION),
  /** Two of them, or one that can't be made. */
  CUSTOM_SERIALIZER_UNUSABLE(Topic.SERIALIZATION),
  /** A static field that can be set again. */
  MUTABLE_STATIC(Topic.CONCURRENCY),
  /** A static field with an object that threads must not share. */
  SHARED_OBJECT(Topic.CONCURRENCY),
  /** A thread's own values that are expected in the next invocation. */
  THREAD_LOCAL(Topic.CONCURRENCY),
  /** A default of the whole JVM is changed. */
  JVM_DEFAULT(Topic.CONCURRENCY),
  /** Use of AWS's client itself. */
  RUNTIME_INTERNALS(Topic.RUNTIME),
  /** Use of AWS's serialization library without bringing it. */
  RUNTIME_SERIALIZATION(Topic.RUNTIME),
  /** AWS's client is in the function. */
  BUNDLED_CLIENT(Topic.RUNTIME),
  /** A library that Nextloop has, too. */
  SHADOWED_LIBRARY(Topic.LIBRARIES),
  /** An agent in JAVA_TOOL_OPTIONS. */
  AGENT(Topic.VARIABLES),
  /** A class archive in JAVA_TOOL_OPTIONS. */
  CLASS_ARCHIVE(Topic.VARIABLES),
  /** AWS_LAMBDA_EXEC_WRAPPER is taken. */
  WRAPPER(Topic.VARIABLES),
  /** Randomness or an id made before the snapshot. */
  SNAPSHOT_RANDOM(Topic.SNAPSTART),
  /** A time read before the snapshot. */
  SNAPSHOT_TIME(Topic.SNAPSTART),
  /** A connection or client made before the snapshot. */
  SNAPSHOT_CONNECTION(Topic.SNAPSTART),
  /** A thread or pool made before the snapshot. */
  SNAPSHOT_THREAD(Topic.SNAPSTART),
  /** Credentials read before the snapshot. */
  SNAPSHOT_CREDENTIALS(Topic.SNAPSTART),
  /** A CRaC resource that nothing but the context holds. */
  SNAPSHOT_RESOURCE(Topic.SNAPSTART),
  /** System.exit and the like. */
  EXIT(Topic.PROCESS),
  /** A system property that Nextloop, Vert.x or AWS's client reads. */
  SYSTEM_PROPERTY(Topic.PROCESS);

  private final Topic topic;

  Rule(Topic topic) {
    this.topic = topic;
  }

  /** Where it belongs. */
  public Topic topic() {
    return topic;
  }

  /** For machines: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
