package dev.admitone.benchmarks.http;

import io.netty.handler.codec.http.FullHttpRequest;

/** What a load sends, one call after the other. For one thread. */
interface CallSource {

  FullHttpRequest next();
}
