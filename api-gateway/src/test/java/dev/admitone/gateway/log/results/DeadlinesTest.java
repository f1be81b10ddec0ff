package dev.admitone.gateway.log.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  @Test
  void theThreadDoesNotKeepTheLoaderOfTheCallThatStartedIt() throws Exception {
    Deadlines deadlines = new Deadlines();
    CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
    Thread call =
        new Thread(
            () -> {
              var _ =
                  deadlines.after(
                      Duration.ZERO,
                      () -> loader.complete(Thread.currentThread().getContextClassLoader()));
            });
    try (URLClassLoader webApplication = new URLClassLoader(new URL[0])) {
      call.setContextClassLoader(webApplication);
      call.start();

      assertThat(loader.get(2, TimeUnit.MINUTES)).isNotSameAs(webApplication);
    }
    call.join();
  }
}
