package dev.admitone.ops.imports;

import dev.admitone.ops.export.ExportFormat;

/**
 * What is imported, and how.
 *
 * @param key which the same file has each time that it is sent
 * @param format the form of the file
 * @param dryRun the file is read and compared with the ledger, and nothing is made
 * @param reason why the operator imports it; empty for a dry run
 */
public record ImportOrder(String key, ExportFormat format, boolean dryRun, String reason) {}
