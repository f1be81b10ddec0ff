package dev.admitone.service.start;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** A setting that is no value of its type, or that its record refuses. */
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

  private static final String OWN = "admit-one.";
  private static final Pattern SECRET =
      Pattern.compile(".*(secret|password|key|token|jaas|credential).*");

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    return new FailureAnalysis(description(cause), null, cause);
  }

  private static String description(BindException failure) {
    Throwable root = Causes.root(failure);
    String said = String.valueOf(root.getMessage());
    if (root instanceof BindValidationException invalid) {
      return said(invalid.getValidationErrors());
    }
    if (said.startsWith(OWN)) {
      return said;
    }
    if (root instanceof FileSystemException file && file.getFile() != null) {
      return "%s cannot be read: %s."
          .formatted(failure.getName(), FileTrouble.of(Path.of(file.getFile()), file));
    }
    ConfigurationProperty property = failure.getProperty();
    if (property == null) {
      return "%s cannot be used: %s".formatted(failure.getName(), Causes.ownWords(root));
    }
    String name = property.getName().toString();
    String value = SECRET.matcher(name).matches() ? "" : " '%s'".formatted(property.getValue());
    return "%s%s is no %s: %s%s"
        .formatted(
            name,
            value,
            String.valueOf(failure.getTarget().getType()).replaceAll(".*\\.", ""),
            value.isEmpty() ? root.getClass().getSimpleName() : said,
            property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")");
  }

  private static String said(ValidationErrors errors) {
    return errors.getAllErrors().stream()
        .map(error -> nameOf(errors, error) + " " + error.getDefaultMessage())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static String nameOf(ValidationErrors errors, ObjectError error) {
    return error instanceof FieldError field
        ? errors.getName() + "." + dashed(field.getField())
        : errors.getName().toString();
  }

  private static String dashed(String field) {
    return field.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
