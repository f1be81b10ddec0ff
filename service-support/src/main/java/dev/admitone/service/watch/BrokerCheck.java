package dev.admitone.service.watch;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** A question to the brokers that is not about topics, and is asked with each poll. */
public interface BrokerCheck {

  /** What its findings are about. */
  String about();

  /**
   * Asks.
   *
   * @return what is missing; empty if nothing is
   * @throws ExecutionException if the brokers respond with an error; nothing is known then
   * @throws TimeoutException if no broker responds; nothing is known then
   */
  List<Finding> ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
}
