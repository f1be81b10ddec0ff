package dev.admitone.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.docs.Wording.Finding;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code, comments, messages and pages use the words of the glossary, and name the one that acts. */
class PlainEnglishTest {

  /** What the project keeps although a rule is against it, with the reason. */
  private static final List<Wording.Kept> KEPT =
      List.of(
          new Wording.Kept(
              "redemption-processor/src/main/resources/db/\\w+/V(?:[1-7]|9|10|12|13)__",
              ".*",
              "Flyway compares the checksums of applied scripts, and the others go with them"),
          new Wording.Kept(
              "schemas/src/main/resources/dev/admitone/schemas/",
              ".*",
              "a published version of a schema never changes"),
          new Wording.Kept(
              "", "(?i)(?:get)?answered_?position", "a field of the contract: its name stays"),
          new Wording.Kept(
              "", "P3OneAnswerTest|(?i)one answer", "the name of promise P3 and of its test"),
          new Wording.Kept(
              "", "Answers are application/json", "a sentence that callers compare in responses"),
          new Wording.Kept(
              "(?:api-gateway|ops-console)/",
              "(?i)sites?",
              "a web site, as in the header Sec-Fetch-Site"),
          new Wording.Kept("docs/", "(?i)sites?", "a web site, as in the header Sec-Fetch-Site"),
          new Wording.Kept("SECURITY.md", "site", "the web site that hosts a repository"));

  @Test
  void everyFileIsInPlainEnglish() throws IOException {
    List<Finding> findings = Wording.findings(KEPT);
    assertThat(findings)
        .as("file:line: word -> what to write instead (docs/explanation/glossary.md)")
        .isEmpty();
  }

  @Test
  void everyExceptionIsStillNeeded() throws IOException {
    assertThat(Wording.unused(KEPT)).isEmpty();
  }

  @Test
  void aRuleFindsItsWordInIdentifiersCommentsAndTexts() {
    assertThat(
            Wording.in(
                "A.java",
                """
                /** What nobody
                 * answered. */
                class KafkaAnswerPublisher { int ANSWER_MAX; String s = "roomy room"; }
                """))
        .extracting(Finding::toString)
        .allMatch(finding -> finding.startsWith("A.java:"))
        .extracting(finding -> finding.substring(0, finding.indexOf(" -> ")))
        .containsExactly(
            "A.java:1: nobody",
            "A.java:2: answered",
            "A.java:3: Answer",
            "A.java:3: ANSWER",
            "A.java:3: room");
  }

  @Test
  void whoNeedsAPersonBeforeIt() {
    assertThat(Wording.in("a.md", "The user\nwho redeems. Operators, who may.")).isEmpty();
    assertThat(Wording.in("a.md", "Who redeems. A lane who.")).hasSize(2);
  }

  @Test
  void constantsNameTheBoundedThingFirst() {
    assertThat(Wording.in("A.java", "private static final int MAX_SIZE = 1;")).hasSize(1);
    assertThat(Wording.in("A.java", "private static final int SIZE_MAX = Integer.MAX_VALUE;"))
        .isEmpty();
  }
}
