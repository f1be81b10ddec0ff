package dev.admitone.ops.html;

import org.jspecify.annotations.Nullable;

/**
 * A page that says why there is no other one.
 *
 * @param sentence what is wrong
 * @param help what the operator can do; null: nothing but go back
 * @param signIn the path of the page for signing in; null: it would not help
 */
public record Trouble(
    Frame frame, String sentence, @Nullable String help, @Nullable String signIn) {

  /** The template of such a page. */
  public static final String TEMPLATE = "trouble.jte";
}
