package dev.nextloop.opentelemetry.internal;

import dev.nextloop.spi.Host;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a function's spans have in common: its name, what its ARN says, and whether an invocation is
 * the first one. Attributes are made once for each ARN that comes in turn. Any thread.
 */
final class FunctionFacts {
  private static final AttributeKey<String> INVOKED_ARN =
      AttributeKey.stringKey("aws.lambda.invoked_arn");
  private static final AttributeKey<String> ACCOUNT = AttributeKey.stringKey("cloud.account.id");
  private static final AttributeKey<String> RESOURCE = AttributeKey.stringKey("cloud.resource_id");
  private static final int ALIAS = 7;

  private final String name;
  private final String version;
  private final AtomicBoolean cold;
  private volatile Arn last = new Arn("", "function", Attributes.empty());

  /** An ARN, and what is made of it. */
  record Arn(String text, String function, Attributes attributes) {}

  FunctionFacts(Host host) {
    this.name = host.variable("AWS_LAMBDA_FUNCTION_NAME");
    this.version = host.variable("AWS_LAMBDA_FUNCTION_VERSION");
    String type = host.variable("AWS_LAMBDA_INITIALIZATION_TYPE");
    // What was made ready before anybody asked, nobody has waited for.
    boolean ahead = "snap-start".equals(type) || "provisioned-concurrency".equals(type);
    this.cold = new AtomicBoolean(!ahead);
  }

  /** True for the first call, where there is such a thing. */
  boolean isColdStart() {
    return cold.get() && cold.getAndSet(false);
  }

  /** The attributes of an ARN; none for one that is none. */
  Arn of(String arn) {
    Arn known = last;
    if (!known.text.equals(arn)) {
      known = read(arn);
      last = known;
    }
    return known;
  }

  private Arn read(String arn) {
    String[] parts = arn.split(":", -1);
    AttributesBuilder attributes = Attributes.builder();
    if (parts.length < ALIAS || !parts[0].equals("arn")) {
      return new Arn(arn, name != null ? name : "function", attributes.build());
    }
    attributes.put(INVOKED_ARN, Failures.cut(arn)).put(ACCOUNT, parts[4]);
    boolean aliased = parts.length > ALIAS && version != null;
    attributes.put(
        RESOURCE,
        Failures.cut(
            aliased ? arn.substring(0, arn.length() - parts[ALIAS].length()) + version : arn));
    return new Arn(arn, name != null ? name : parts[ALIAS - 1], attributes.build());
  }
}
