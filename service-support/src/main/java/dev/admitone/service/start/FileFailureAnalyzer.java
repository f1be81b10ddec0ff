package dev.admitone.service.start;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A file that the start needs and does not get. */
final class FileFailureAnalyzer extends AbstractFailureAnalyzer<FileSystemException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, FileSystemException cause) {
    String file = cause.getFile();
    return new FailureAnalysis(
        file == null ? Causes.ownWords(cause) : FileTrouble.of(Path.of(file), cause) + ".",
        null,
        cause);
  }
}
