package dev.admitone.benchmarks.http;

import io.netty.handler.codec.http.FullHttpRequest;

/** The calls of a load, one after the other. For one thread. */
interface CallSource {

  FullHttpRequest next();
}
