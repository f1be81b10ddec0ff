package dev.admitone.schemas;

/** The formatter under the short name that operators give to {@code kafka-console-consumer}. */
public final class JsonLinesFormatter extends dev.admitone.schemas.console.JsonLinesFormatter {}
