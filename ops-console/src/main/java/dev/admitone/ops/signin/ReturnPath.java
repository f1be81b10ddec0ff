package dev.admitone.ops.signin;

import org.jspecify.annotations.Nullable;

/** Where an operator goes on after signing in: a path of this console and of no other site. */
final class ReturnPath {

  private static final String START = "/";

  private ReturnPath() {}

  /** The path, if it is one; the first page otherwise. */
  static String of(@Nullable String typed) {
    return typed != null && isPath(typed) ? typed : START;
  }

  private static boolean isPath(String typed) {
    return typed.startsWith("/")
        && !typed.startsWith("//")
        && !typed.startsWith("/sign-")
        // Browsers read a backslash as a slash, and pass over what cannot be seen.
        && typed.chars().allMatch(each -> each > ' ' && each < 0x7F && each != '\\');
  }
}
