package dev.admitone.ops.requests;

import dev.admitone.ops.web.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Calls about one request. */
@RestController
@RequestMapping(path = "/api/ops/requests", produces = MediaType.APPLICATION_JSON_VALUE)
class RequestController {

  private final Requests requests;

  RequestController(Requests requests) {
    this.requests = requests;
  }

  @GetMapping("/{requestId}")
  RequestStory request(
      @PathVariable String requestId, @RequestParam(required = false) @Nullable String at) {
    return requests.story(Parameters.requestId(requestId), Parameters.position(at));
  }
}
