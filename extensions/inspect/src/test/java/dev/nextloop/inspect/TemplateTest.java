package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final String TEMPLATE =
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function:
          Runtime: java17
          Environment: {Variables: {A: '1', B: '2'}}
      Resources:
        Orders:
          Type: AWS::Serverless::Function
          Properties:
            Handler: com.acme.Orders
            Runtime: java25
            CodeUri: !Sub build/${Name}.zip
            SnapStart: {ApplyOn: PublishedVersions}
            Environment:
              Variables:
                B: 3
                JAVA_TOOL_OPTIONS: -javaagent:/opt/agent.jar
                TABLE: !Ref Table
        Other:
          Type: AWS::Serverless::Function
          Properties: {Handler: !Ref Handler}
        Table:
          Type: AWS::DynamoDB::Table
      """;

  @Test
  void readsWhatIsSaidPlainlyOfEachFunction() {
    Template template = Template.read(TEMPLATE);

    assertThat(template.functions())
        .extracting(Template.Function::name)
        .containsExactly("Orders", "Other");
    Template.Function orders = template.functions().get(0);
    assertThat(orders.handler()).contains("com.acme.Orders");
    assertThat(orders.runtime()).contains(JavaRuntime.JAVA25);
    assertThat(orders.snapStart()).isTrue();
    assertThat(orders.variables())
        .containsOnlyKeys("A", "B", "JAVA_TOOL_OPTIONS")
        .containsEntry("B", "3");
    assertThat(template.functions().get(1).handler()).isEmpty();
    assertThat(template.functions().get(1).runtime()).contains(JavaRuntime.JAVA17);
  }

  @Test
  void refusesWhatIsNoTemplate() {
    assertThatThrownBy(() -> Template.read("a: [")).hasMessageContaining("no YAML");
    assertThatThrownBy(() -> Template.read("a: b")).hasMessageContaining("no Resources");
    assertThatThrownBy(() -> Template.read("Resources: &a {b: *a}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void readsOrRefusesAnyText(@ForAll String text) {
    try {
      assertThat(Template.read(text)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
