package dev.admitone.system.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** What the product's own files say about its services. */
final class Product {

  private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");
  private static final Pattern USER = Pattern.compile("useradd --uid (\\d+)");

  private Product() {}

  /**
   * A service.
   *
   * @param workload its name in the manifests, which is its image's, too
   * @param compose its name in docker-compose.yml
   * @param settings the file of its defaults
   * @param management the keys of the port with its health
   */
  record Service(String workload, String compose, String settings, List<String> management) {

    @Override
    public String toString() {
      return workload;
    }

    int managementPort() {
      return (int) setting(management.toArray(String[]::new));
    }

    /** How long a stop waits for what is not finished. */
    Duration stopTime() {
      return DurationStyle.detectAndParse(
          setting("spring", "lifecycle", "timeout-per-shutdown-phase").toString());
    }

    Object setting(String... keys) {
      return YamlFiles.at(YamlFiles.document(settings), keys);
    }

    /** What docker-compose.yml says, its variables not set. */
    String compose(String key) {
      Map<String, Object> compose = YamlFiles.document("docker-compose.yml");
      String text = YamlFiles.at(compose, "services", this.compose, key).toString();
      Matcher variable = WITH_DEFAULT.matcher(text);
      return variable.replaceAll("$1");
    }
  }

  static List<Service> services() {
    return List.of(
        new Service(
            "admit-one-gateway",
            "gateway",
            "api-gateway/src/main/resources/api-gateway.yml",
            List.of("management", "server", "port")),
        new Service(
            "admit-one-processor",
            "processor",
            "redemption-processor/src/main/resources/redemption-processor.yml",
            List.of("server", "port")),
        new Service(
            "admit-one-console",
            "console",
            "ops-console/src/main/resources/ops-console.yml",
            List.of("management", "server", "port")));
  }

  /** The id of the user that the images run as. */
  static long user() {
    try {
      Matcher user =
          USER.matcher(Files.readString(YamlFiles.ROOT.resolve("images/service.Dockerfile")));
      if (!user.find()) {
        throw new IllegalStateException("images/service.Dockerfile makes no user");
      }
      return Long.parseLong(user.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
