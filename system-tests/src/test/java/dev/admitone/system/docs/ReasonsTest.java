package dev.admitone.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Undecidable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The page of reasons has those of the contract, each with its heading, in order of precedence. */
class ReasonsTest {

  private static final Pattern REASON =
      Pattern.compile("(?m)^### ([A-Z_]+)\n\n(\\d{3}) · `mayChange: (true|false)` · \"(.*)\"$");
  private static final Pattern DEAD_LETTER = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

  private final Page page = Pages.ofDocs("reference/reasons.md");

  /** What a problem of that reason has. */
  private record Problem(int status, boolean mayChange, String error) {}

  @Test
  void refusalsStandInTheOrderOfPrecedence() {
    List<String> refusals = page.headings(3).subList(0, RefusalReason.values().length + 1);
    assertThat(refusals).first().isEqualTo("REQUEST_ID_REUSED");
    assertThat(refusals.subList(1, refusals.size()))
        .isEqualTo(Arrays.stream(RefusalReason.values()).map(Enum::name).toList());
  }

  @Test
  void eachReasonOfTheContractHasItsHeadingStatusAndSentence() throws Exception {
    Map<String, Problem> described = new LinkedHashMap<>();
    for (MatchResult reason : REASON.matcher(page.text()).results().toList()) {
      described.put(
          reason.group(1),
          new Problem(
              Integer.parseInt(reason.group(2)),
              Boolean.parseBoolean(reason.group(3)),
              reason.group(4)));
    }
    assertThat(described).isEqualTo(contract());
    assertThat(page.headings(3)).containsExactlyElementsOf(described.keySet());
  }

  @Test
  void eachReasonOfDeadLettersIsDescribed() {
    String section = page.text().substring(page.text().indexOf("## Reasons of dead letters"));
    assertThat(DEAD_LETTER.matcher(section).results().map(reason -> reason.group(1)))
        .containsExactlyElementsOf(
            Arrays.stream(Undecidable.Defect.values()).map(Enum::name).toList());
  }

  /** The examples of the contract, which the gateway's own tests hold against what it writes. */
  private static Map<String, Problem> contract() throws Exception {
    JsonNode examples =
        new YAMLMapper()
            .readTree(new ClassPathResource("openapi.yaml").getInputStream())
            .path("components")
            .path("examples");
    Map<String, Problem> problems = new LinkedHashMap<>();
    examples.properties().stream()
        .filter(example -> example.getValue().path("value").has("reason"))
        .forEach(
            example -> {
              JsonNode value = example.getValue().path("value");
              problems.put(
                  example.getKey(),
                  new Problem(
                      value.path("status").asInt(),
                      value.path("mayChange").asBoolean(),
                      value.path("error").asString()));
            });
    return problems;
  }
}
