/** The pages about users, requests, changes and files, and the one that finds everything. */
@NullMarked
package dev.admitone.ops.pages;

import org.jspecify.annotations.NullMarked;
