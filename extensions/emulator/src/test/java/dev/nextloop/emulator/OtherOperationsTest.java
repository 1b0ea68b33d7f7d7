package dev.nextloop.emulator;

import static dev.nextloop.emulator.HttpAnswer.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is not served says so, under the name that AWS gives it. */
class OtherOperationsTest {
  @RegisterExtension final Emulators emulators = new Emulators();
  private ServiceModel model;
  private RestClient client;

  @BeforeEach
  void start() {
    model = ServiceModel.ofBotocore();
    client = new RestClient(emulators.start(), model);
  }

  @Test
  void namesOperationsThatItDoesNotServe() {
    for (String operation : model.operations()) {
      String[] parts = operation.split(" ", 3);
      HttpAnswer answer = client.raw(parts[0], parts[1], Map.of(), new byte[0]);
      if (answer.status() == 501) {
        assertThat(client.call(parts[2], parts[0], parts[1], null).text()).contains(parts[2]);
      } else {
        assertThat(operation)
            .as("%d %s", answer.status(), answer.text())
            .matches(
                ".* ((Publish|Get|Delete)LayerVersion(ByArn)?|ListLayers|PublishVersion|ListVersionsByFunction|ListLayerVersions"
                    + "|(Create|Get|Delete)Function|GetFunctionConfiguration|ListFunctions"
                    + "|UpdateFunction(Code|Configuration)|Invoke)");
      }
    }
    HttpAnswer unknown = client.raw("GET", "/2099-01-01/moon", Map.of(), new byte[0]);
    assertError(unknown, "UnknownOperationException", "/2099-01-01/moon");
    HttpAnswer wrongMethod =
        client.raw("GET", "/2015-03-31/functions/f/invocations", Map.of(), new byte[0]);
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("Allow")).isEqualTo("POST");
  }
}
