package org.tunnelbench.cli.rest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tunnelbench.contract.InvalidValueException;

/** Where controllers are, and which of them is asked at the moment. */
final class ControllerAddresses {
  private final List<URI> all;
  private final AtomicInteger turns = new AtomicInteger();

  /**
   * @param all such as {@code http://127.0.0.1:8080/api/v1/}
   */
  ControllerAddresses(List<URI> all) {
    InvalidValueException.unless(!all.isEmpty(), "controllers", all, "must be one or more");
    this.all = List.copyOf(all);
  }

  int count() {
    return all.size();
  }

  /** The address below the one that is asked. */
  URI resolve(String path) {
    return current().resolve(path);
  }

  /** From now on the next one is asked. */
  void turn() {
    turns.incrementAndGet();
  }

  /** The same request to the one that is asked now. */
  HttpRequest redirect(HttpRequest request) {
    URI uri = request.uri();
    String target =
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    return HttpRequest.newBuilder(request, (name, value) -> true).uri(resolve(target)).build();
  }

  private URI current() {
    return all.get(Math.floorMod(turns.get(), all.size()));
  }

  @Override
  public String toString() {
    return String.join(", ", all.stream().map(URI::toString).toList());
  }
}
