package dev.admitone.ops.pages;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.users.User;
import org.jspecify.annotations.Nullable;

/**
 * A user, and why the user can or cannot sign up.
 *
 * @param finding in a sentence how the user stands
 * @param mood good, warn or bad
 * @param advice about the latest refusal; null: there is none, the user has a profile, or has got
 *     or lost a use since
 * @param usesCsv the path of all uses as a file
 * @param refusalsCsv the path of all refusals as a file
 * @param erasure the path of the page that erases the user; null: the operator may not, or it is a
 *     pseudonym
 */
public record UserPage(
    Frame frame,
    User user,
    String finding,
    String mood,
    @Nullable Advice advice,
    String usesCsv,
    String refusalsCsv,
    @Nullable String erasure) {}
