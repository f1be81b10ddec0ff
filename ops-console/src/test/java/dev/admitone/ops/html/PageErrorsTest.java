package dev.admitone.ops.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.PageClient;
import dev.admitone.ops.support.Tokens;
import dev.admitone.testsupport.FreePorts;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that say what is wrong. */
@Tag("services")
@Tag("essential")
class PageErrorsTest {

  private final Console console = Console.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nothing | 404 | There is no page at this path",
        "/codes/NO-SUCH-CODE | 404 | The ledger has no invite with this code",
        "/codes/~ | 400 | The code must have",
        "/requests/1 | 400 | The request id must be a UUID",
        "/requests/00000000-0000-4000-8000-000000000000 | 404 | The ledger has no decision",
        "/revocations/00000000-0000-4000-8000-000000000000 | 404 | The console has no such set",
        "/codes?state=usable | 400 | state must be one of",
        "/audit?from=yesterday | 400 | from must be a time",
        "/users?id= | 400 | userId must have 1 to",
      })
  void whatIsNotThereAndWhatCannotBeReadIsAPageThatSaysSo(String path, int status, String said) {
    try (PageClient client = PageClient.signedIn(console, Tokens.reader())) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
      assertThat(response.body()).contains(said).contains("<h1>").contains("Sign out");
    }
  }

  @Test
  void withoutItsDatabaseTheConsoleSaysSoAndTheRestWorks() {
    try (Console lonely =
            Console.at("jdbc:postgresql://127.0.0.1:%d/none".formatted(FreePorts.one()));
        PageClient client = PageClient.signedIn(lonely, Tokens.reader())) {
      HttpResponse<String> code = client.get("/codes/HOT");
      assertThat(code.statusCode()).isEqualTo(503);
      assertThat(code.body())
          .contains("The ledger cannot be read")
          .contains(
              "Topics, with the records of dead letters, and requests in the log can be read");
      assertThat(client.get("/dead-letters").statusCode()).isEqualTo(503);

      HttpResponse<String> overview = client.get("/");
      assertThat(overview.statusCode()).isEqualTo(200);
      assertThat(overview.body()).contains("The ledger cannot be read").contains("Health");

      HttpResponse<String> search = client.get("/search?q=HOT");
      assertThat(search.statusCode()).isEqualTo(200);
      assertThat(search.body()).contains("cannot read the ledger now");

      HttpResponse<String> request = client.get("/requests/00000000-0000-4000-8000-000000000000");
      assertThat(request.body()).contains("The ledger cannot be read now");
    }
  }
}
