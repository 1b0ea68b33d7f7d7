package dev.nextloop.awscore.internal.json;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import java.util.Map;

/**
 * What mobile SDKs send along, read as AWS's client reads it. The fields' names are those of the
 * JSON; Gson sets them.
 */
public final class SentContext {
  private static final PojoSerializer<SentClientContext> CLIENTS =
      GsonFactory.getInstance().getSerializer(SentClientContext.class);
  private static final PojoSerializer<SentIdentity> IDENTITIES =
      GsonFactory.getInstance().getSerializer(SentIdentity.class);

  private SentContext() {}

  /** {@code Lambda-Runtime-Client-Context}. */
  public static ClientContext client(String json) {
    return CLIENTS.fromJson(json);
  }

  /** {@code Lambda-Runtime-Cognito-Identity}. */
  public static CognitoIdentity identity(String json) {
    return IDENTITIES.fromJson(json);
  }

  @SuppressWarnings("unused") // Gson sets the fields
  private static final class SentClientContext implements ClientContext {
    private SentClient client;
    private Map<String, String> custom;
    private Map<String, String> env;

    @Override
    public Client getClient() {
      return client;
    }

    @Override
    public Map<String, String> getCustom() {
      return custom;
    }

    @Override
    public Map<String, String> getEnvironment() {
      return env;
    }
  }

  @SuppressWarnings({"unused", "MemberName"}) // Gson sets the fields, whose names are the JSON's
  private static final class SentClient implements Client {
    private String installation_id;
    private String app_title;
    private String app_version_name;
    private String app_version_code;
    private String app_package_name;

    @Override
    public String getInstallationId() {
      return installation_id;
    }

    @Override
    public String getAppTitle() {
      return app_title;
    }

    @Override
    public String getAppVersionName() {
      return app_version_name;
    }

    @Override
    public String getAppVersionCode() {
      return app_version_code;
    }

    @Override
    public String getAppPackageName() {
      return app_package_name;
    }
  }

  @SuppressWarnings("unused") // Gson sets the fields
  private static final class SentIdentity implements CognitoIdentity {
    private String cognitoIdentityId;
    private String cognitoIdentityPoolId;

    @Override
    public String getIdentityId() {
      return cognitoIdentityId;
    }

    @Override
    public String getIdentityPoolId() {
      return cognitoIdentityPoolId;
    }
  }
}
