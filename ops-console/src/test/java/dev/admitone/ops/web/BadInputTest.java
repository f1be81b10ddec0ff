package dev.admitone.ops.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.OperationCall;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters that are not what they have to be. */
@Tag("services")
@Tag("essential")
class BadInputTest {

  private final Console console = Console.shared();

  static List<OperationCall> calls() {
    return OperationCall.all();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aParameterThatACallDoesNotTakeIsRefused(OperationCall call) {
    Reply reply = call.with("perfix=ABC").send(console);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.field("error")).startsWith("This call takes no ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invites?limit=0                        | limit must be a whole number from 1 to 1000",
        "invites?limit=1001                     | limit must be",
        "invites?limit=ten                      | limit must be",
        "invites?limit=1&limit=2                | limit must be there once",
        "invites?state=usable                   | state must be one of [REVOKED, NOT_YET_VALID,",
        "invites?state=                         | state must be one of",
        "invites?prefix=                        | prefix must have 1 to 64",
        "invites?prefix=A%25                    | prefix must have 1 to 64",
        "invites?prefix=~                       | prefix must have 1 to 64",
        "invites?createdBy=                     | createdBy must have 1 to",
        "invites?createdBy=a%00b                | createdBy must have 1 to",
        "invites?createdFrom=yesterday          | createdFrom must be a time such as",
        "invites?createdTo=2026-01-01           | createdTo must be a time such as",
        "invites?expiresFrom=10000-01-01T00:00:00Z | expiresFrom must be a time",
        "invites?expiresTo=-0001-01-01T00:00:00Z   | expiresTo must be a time of the years 1 to",
        "invites?next=%27                       | The code must have",
        "invites?next=abc                       | next must be what the page before had",
        "invites/CODE/refusals?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"
            + " | from must be before to",
        "invites/CODE/refusals?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"
            + " | from must be before to",
        "invites/CODE/refusals?next=7           | next must be what the page before had",
        "user                                   | userId must have 1 to 200",
        "user?userId=                           | userId must have 1 to 200",
        "user?userId=a%0Ab                      | userId must have 1 to 200",
        "user/refusals                          | userId must have 1 to 200",
        "exports/invites?format=xlsx            | format must be csv or jsonl",
        "exports/user/uses?format=csv           | userId must have 1 to 200",
        "exports/invites/CODE/uses?format=      | format must be csv or jsonl",
        "requests/1                             | The request id must be a UUID",
        "requests/1-1-1-1-1                     | The request id must be a UUID",
        "requests/00000000-0000-0000-0000-000000000000?at=7 | at must be a partition and an",
        "requests/00000000-0000-0000-0000-000000000000?at=-1-5 | at must be a partition and an",
        "requests/00000000-0000-0000-0000-000000000000?at=1-999999999999999 | at must be a",
      })
  void isRefusedWithASentenceThatRepeatsNothing(String path, String error) {
    Reply reply = console.get("/api/ops/" + path);
    assertThat(reply.status()).as(path).isEqualTo(400);
    assertThat(reply.field("reason")).isEqualTo("INVALID_REQUEST");
    assertThat(reply.field("error")).startsWith(error);
  }
}
