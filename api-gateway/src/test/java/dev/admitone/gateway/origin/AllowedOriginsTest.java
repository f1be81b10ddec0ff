package dev.admitone.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example.org, https://app.example.org",
    "https://app.example.org/, https://app.example.org",
    "https://app.example.org:443, https://app.example.org",
    "http://app.example.org:80/, http://app.example.org",
    "HTTPS://App.Example.ORG, https://app.example.org",
    "https://app.example.org:8443, https://app.example.org:8443",
    "https://bücher.example, https://xn--bcher-kva.example",
    "https://[::1]:5173, https://[::1]:5173",
    "http://localhost:5173, http://localhost:5173",
    "capacitor://localhost, capacitor://localhost",
    "ionic://localhost, ionic://localhost",
    "app://com.example.shop, app://com.example.shop",
    "tauri://localhost, tauri://localhost",
    "https://*.example.org, https://a.example.org",
    "https://*.example.org:8443, https://a.example.org:8443",
    "https://*.bücher.example, https://a.xn--bcher-kva.example",
    "https://*.Example.org/, https://a-1.example.org",
  })
  void nameAnOriginAsBrowsersWriteIt(String setting, String origin) {
    assertThat(new AllowedOrigins(List.of(setting)).names(origin)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.org, http://app.example.org",
    "https://app.example.org, https://app.example.org:8443",
    "https://app.example.org, https://app.example.org.evil.example",
    "https://app.example.org, https://xapp.example.org",
    "https://app.example.org, null",
    "https://app.example.org, https://app.example.org@evil.example",
    "https://*.example.org, https://example.org",
    "https://*.example.org, https://a.b.example.org",
    "https://*.example.org, https://.example.org",
    "https://*.example.org, https://aexample.org",
    "https://*.example.org, http://a.example.org",
    "https://*.example.org, https://a.example.org:8443",
    "https://*.example.org, https://a.example.org.evil.example",
    "capacitor://localhost, https://localhost",
    "*, https://app.example.org",
  })
  void nameNoOther(String setting, String origin) {
    assertThat(new AllowedOrigins(List.of(setting)).names(origin)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.example.org",
        "https://",
        "https://app.example.org/page",
        "https://app.example.org?x",
        "https://ann@app.example.org",
        "https://app.example.org:0",
        "https://app.example.org:65536",
        "https://app.example.org https://b.example.org",
        "ftp://app.example.org",
        "file:///page.html",
        "null",
        "https://*.org",
        "https://*",
        "https://app-*.example.org",
        "https://*.*.example.org",
        "https://app.*.example.org",
        "https://*.example.org:*",
        "*://app.example.org",
        "https://straße.example",
      })
  void refuseASettingThatWouldNotMeanWhatItSays(String setting) {
    assertThatThrownBy(() -> new AllowedOrigins(List.of(setting)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be like https://app.example.org, without a path")
        .hasMessageEndingWith(setting);
  }

  @Test
  void areNoneOrAll() {
    assertThat(new AllowedOrigins(List.of()).isEmpty()).isTrue();
    assertThat(new AllowedOrigins(List.of("*")).isAll()).isTrue();
    assertThat(new AllowedOrigins(List.of("*")).isEmpty()).isFalse();
  }
}
