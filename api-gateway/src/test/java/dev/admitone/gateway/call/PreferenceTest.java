package dev.admitone.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {

  /** Headers are separated by a bar. A default of 5 s and a longest wait of 30 s. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                    ; 5  ; ``
          respond-async                         ; 0  ; respond-async
          Respond-Async                         ; 0  ; respond-async
          wait=10                               ; 10 ; wait=10
          WAIT = 10                             ; 10 ; wait=10
          wait="10"                             ; 10 ; wait=10
          wait=0                                ; 0  ; wait=0
          wait=99999                            ; 30 ; wait=30
          wait=99999999999999999999999999       ; 30 ; wait=30
          respond-async, wait=10                ; 10 ; respond-async, wait=10
          respond-async|wait=10                 ; 10 ; respond-async, wait=10
          wait=10, wait=20                      ; 10 ; wait=10
          wait=10|wait=20                       ; 10 ; wait=10
          wait=abc                              ; 5  ; ``
          wait=-1                               ; 5  ; ``
          wait=1.5                              ; 5  ; ``
          wait                                  ; 5  ; ``
          foo="a, wait=7", wait=3               ; 3  ; wait=3
          foo="a\\", wait=7", wait=3            ; 3  ; wait=3
          foo=bar                               ; 5  ; ``
          ,, ,                                  ; 5  ; ``
          """)
  void followsWhatMakesSense(String headers, int waitSeconds, String applied) {
    Preference preference = Preference.parse(List.of(headers.split("\\|")));
    assertThat(preference.wait(Duration.ofSeconds(5), Duration.ofSeconds(30)))
        .isEqualTo(Duration.ofSeconds(waitSeconds));
    assertThat(preference.applied(Duration.ofSeconds(30)).orElse("")).isEqualTo(applied);
  }

  @ParameterizedTest
  @CsvSource({"respond-async;foo=\"a;b\", 0", "wait=7; q=1, 7"})
  void passesOverParameters(String header, int waitSeconds) {
    assertThat(
            Preference.parse(List.of(header)).wait(Duration.ofSeconds(5), Duration.ofSeconds(30)))
        .isEqualTo(Duration.ofSeconds(waitSeconds));
  }
}
