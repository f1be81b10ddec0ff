package dev.admitone.ops.signin;

import dev.admitone.ops.html.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The page for signing in.
 *
 * @param returnPath where the operator goes on
 * @param refusal why the operator is not signed in; null: the page is asked for the first time
 * @param said what else the page says; null: nothing
 */
public record SignInPage(
    Frame frame, String returnPath, @Nullable String refusal, @Nullable String said) {}
