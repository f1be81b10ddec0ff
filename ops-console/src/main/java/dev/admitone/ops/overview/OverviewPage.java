package dev.admitone.ops.overview;

import dev.admitone.ops.html.Frame;

/** The first page. */
public record OverviewPage(Frame frame, OverviewPart part) {}
