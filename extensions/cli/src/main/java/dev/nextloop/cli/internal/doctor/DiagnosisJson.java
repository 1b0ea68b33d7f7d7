package dev.nextloop.cli.internal.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.inspect.Diagnosis;
import dev.nextloop.inspect.Finding;
import java.util.Locale;

/** What the doctor found, for machines. Names and their meaning stay; more may be added. */
public final class DiagnosisJson {
  private DiagnosisJson() {}

  /** Setup, verdict, and findings in the order of the text. */
  public static ObjectNode of(String subject, Diagnosis said) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("subject", subject);
    json.put("handler", said.setup().handler());
    json.put("signature", said.signature());
    json.put("runtime", said.setup().runtime().id());
    json.put("concurrency", said.setup().concurrency());
    json.put("snapStart", said.setup().snapStart());
    json.put("classes", said.classes());
    json.put("verdict", said.verdict().words());
    json.put("provenOnLambda", false);
    json.putArray("findings").addAll(said.findings().stream().map(DiagnosisJson::of).toList());
    return json;
  }

  private static ObjectNode of(Finding finding) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rule", finding.rule().id());
    json.put("topic", finding.rule().topic().name().toLowerCase(Locale.ROOT));
    json.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    ObjectNode where = json.putObject("where");
    where.put("file", finding.where().file());
    where.put("class", finding.where().type());
    where.put("member", finding.where().member());
    if (finding.where().line() > 0) {
      where.put("line", finding.where().line());
    } else {
      where.putNull("line");
    }
    json.put("what", finding.what());
    json.put("why", finding.why());
    json.put("remedy", finding.remedy());
    return json;
  }
}
