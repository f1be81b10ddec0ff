package dev.admitone.service.start;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Why a start failed, in one paragraph without a stack trace: what happened, in the words of what
 * failed, and which setting it concerns. A failure that is not known is reported with its class.
 */
public final class StartFailures {

  private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);
  private static final String OWN = "dev.admitone.";

  private static final Set<Throwable> TOLD =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private StartFailures() {}

  /** The paragraph about a failure outside of a service's context. */
  public static String explained(Throwable failure) {
    return explained(failure, null);
  }

  /** The paragraph; the context, if the start came so far, says what the settings are. */
  static String explained(Throwable failure, @Nullable ConfigurableApplicationContext context) {
    FailureAnalysis analysis = analysis(failure, context);
    if (analysis != null) {
      String action = analysis.getAction();
      return paragraph(analysis.getDescription() + (action == null ? "" : "\n" + action));
    }
    return paragraph(
        Causes.ownWords(failure)
            + "\nThe logger dev.admitone.service.start at level debug has the stack trace"
            + " (environment variable LOGGING_LEVEL_DEV_ADMITONE_SERVICE_START=debug).");
  }

  /** Writes the paragraph as an error, once for each failure, and the stack trace at DEBUG. */
  public static void tell(Throwable failure) {
    tell(failure, null);
  }

  static void tell(Throwable failure, @Nullable ConfigurableApplicationContext context) {
    // Also when the reported failure was passed on in another exception.
    boolean told = Causes.of(failure).stream().anyMatch(TOLD::contains);
    TOLD.add(failure);
    if (!told) {
      String paragraph = explained(failure, context);
      if (LOG.isErrorEnabled()) {
        LOG.error("The start failed: {}", paragraph);
        LOG.debug("The cause of the failed start", failure);
      } else {
        // The logging is not set up yet.
        System.err.println("The start failed: " + paragraph);
      }
    }
  }

  private static @Nullable FailureAnalysis analysis(
      Throwable failure, @Nullable ConfigurableApplicationContext context) {
    for (FailureAnalyzer analyzer : analyzers(context)) {
      FailureAnalysis analysis = analyzer.analyze(failure);
      if (analysis != null) {
        return analysis;
      }
    }
    return null;
  }

  /** The product's own for one failure, those for a kind of failures, Spring Boot's. */
  private static List<FailureAnalyzer> analyzers(@Nullable ConfigurableApplicationContext context) {
    List<FailureAnalyzer> loaded =
        SpringFactoriesLoader.forDefaultResourceLocation(StartFailures.class.getClassLoader())
            .load(
                FailureAnalyzer.class,
                context == null ? ArgumentResolver.none() : arguments(context),
                FailureHandler.handleMessage((message, e) -> LOG.debug("{}", message.get(), e)));
    List<FailureAnalyzer> all = new ArrayList<>();
    loaded.stream().filter(StartFailures::isOwn).forEach(all::add);
    all.add(new StartRefusedFailureAnalyzer());
    all.add(new SslBundleFailureAnalyzer());
    all.add(new SettingFailureAnalyzer());
    Environment environment = context == null ? null : context.getEnvironment();
    all.add(new ListenFailureAnalyzer(environment));
    all.add(new PortFailureAnalyzer(environment));
    all.add(new KafkaFailureAnalyzer());
    all.add(new FileFailureAnalyzer());
    loaded.stream().filter(analyzer -> !isOwn(analyzer)).forEach(all::add);
    return all;
  }

  private static boolean isOwn(FailureAnalyzer analyzer) {
    return analyzer.getClass().getName().startsWith(OWN);
  }

  private static ArgumentResolver arguments(ConfigurableApplicationContext context) {
    return ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
        .and(Environment.class, context.getEnvironment());
  }

  private static String paragraph(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
