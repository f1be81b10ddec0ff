package dev.admitone.ops.pages.codes;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of the page of a code, as they came.
 *
 * @param from the begin of the time that is shown
 * @param to its end
 * @param uses where the list of uses goes on
 * @param refusals where the list of refusals goes on
 * @param release the use that the form for giving back begins with
 * @param asked the request that carried out the form that was sent
 * @param pending there if it is not decided
 * @param differs there if another operator changed the code first
 * @param nothing there if the form changed nothing
 */
record CodeParameters(
    @Nullable String from,
    @Nullable String to,
    @Nullable String uses,
    @Nullable String refusals,
    @Nullable String release,
    @Nullable String asked,
    @Nullable String pending,
    @Nullable String differs,
    @Nullable String nothing) {}
