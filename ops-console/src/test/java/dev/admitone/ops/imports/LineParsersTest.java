package dev.admitone.ops.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line becomes. */
class LineParsersTest {

  private static final ImportLine ALL =
      new ImportLine.Code(
          7,
          "CODE-1",
          5L,
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2026-02-01T00:00:00Z"));

  @Test
  void aWholeLineOfCsvAndOfJson() {
    assertThat(
            csv(
                "code,maxUses,startsAt,expiresAt",
                "code-1,5,2026-01-01T01:00:00+01:00,\"2026-02-01T00:00:00Z\""))
        .isEqualTo(ALL);
    assertThat(
            csv(
                "expiresAt,code,startsAt,maxUses",
                "2026-02-01T00:00:00Z, code-1 ,2026-01-01T00:00:00Z,5"))
        .isEqualTo(ALL);
    assertThat(
            new JsonLineParser()
                .parse(
                    7,
                    "{\"code\":\"Code-1\",\"maxUses\":5,\"startsAt\":\"2026-01-01T00:00:00Z\","
                        + "\"expiresAt\":\"2026-02-01T00:00:00Z\"}"))
        .isEqualTo(ALL);
  }

  @Test
  void withoutLimitsItHasNone() {
    ImportLine unlimited = new ImportLine.Code(7, "-CODE", null, null, null);
    assertThat(csv("code", "'-CODE")).isEqualTo(unlimited);
    assertThat(csv("code,maxUses,startsAt,expiresAt", "-code,,,")).isEqualTo(unlimited);
    assertThat(new JsonLineParser().parse(7, "{\"code\":\"-code\",\"maxUses\":null}"))
        .isEqualTo(unlimited);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AB,,,                                             | CODE",
        ",5,,                                              | CODE",
        "=cmd,,,                                           | CODE",
        "<script>,,,                                       | CODE",
        "CODE,-1,,                                         | MAX_USES",
        "CODE,1.5,,                                        | MAX_USES",
        "CODE,9223372036854775808,,                        | MAX_USES",
        "CODE,,yesterday,                                  | STARTS_AT",
        "CODE,,,2026-13-01T00:00:00Z                       | EXPIRES_AT",
        "CODE,,,+10000-01-01T00:00:00Z                     | EXPIRES_AT",
        "CODE,,2026-01-02T00:00:00Z,2026-01-02T00:00:00Z   | PERIOD",
        "CODE                                              | NOT_CSV",
        "CODE,,,,                                          | NOT_CSV",
        "\"CODE,,,                                         | NOT_CSV",
        "\"CODE\"x,,,                                      | NOT_CSV",
        "CO\"DE,,,                                         | NOT_CSV",
      })
  void aBadLineOfCsv(String line, BadReason reason) {
    assertThat(csv("code,maxUses,startsAt,expiresAt", line)).satisfies(isBad(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                    | CODE",
        "{\"code\":\"AB\"}                     | CODE",
        "{\"code\":5}                          | NOT_JSON",
        "{\"code\":\"CODE\",\"maxUses\":\"5\"} | NOT_JSON",
        "{\"code\":\"CODE\",\"maxUses\":1.5}   | NOT_JSON",
        "{\"code\":\"CODE\",\"maxUses\":-1}    | MAX_USES",
        "{\"code\":\"CODE\",\"maxuses\":1}     | NOT_JSON",
        "{\"code\":\"CODE\",\"code\":\"CODE\"} | NOT_JSON",
        "{\"code\":\"CODE\"} {}                | NOT_JSON",
        "[\"CODE\"]                            | NOT_JSON",
        "null                                  | NOT_JSON",
        "CODE                                  | NOT_JSON",
      })
  void aBadLineOfJson(String line, BadReason reason) {
    assertThat(new JsonLineParser().parse(7, line)).satisfies(isBad(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "maxUses", "Code", "code,code", "code,uses", "\"code", "code;maxUses"})
  void aFileOfCsvWhoseFirstLineNamesOtherColumnsIsNone(String first) {
    assertThat(CsvLineParser.of(first)).isEmpty();
  }

  @Test
  void aMillionCodesAreToldApart() {
    SeenCodes seen = new SeenCodes();
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(seen.add("CODE-" + i)).isTrue();
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.add("CODE-" + i * 999)).isFalse();
    }
    assertThat(seen.count()).isEqualTo(1_000_000);
  }

  private static ThrowingConsumer<ImportLine> isBad(BadReason reason) {
    return line -> {
      ImportLine.Bad bad = (ImportLine.Bad) line;
      assertThat(bad.number()).isEqualTo(7);
      assertThat(bad.reason()).isEqualTo(reason);
      assertThat(bad.code()).isIn(null, "CODE");
    };
  }

  private static ImportLine csv(String first, String line) {
    return CsvLineParser.of(first).orElseThrow().parse(7, line);
  }
}
