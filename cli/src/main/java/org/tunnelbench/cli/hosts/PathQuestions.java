package org.tunnelbench.cli.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.RunningCommand;
import org.tunnelbench.hostaccess.StepResult;

/** Asks what passes from one host to another. Sends packets, and changes nothing on either. */
final class PathQuestions {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LISTENING = Duration.ofSeconds(4);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int PINGS = 5;
  private static final Pattern ANSWERED = Pattern.compile("(\\d+) (packets )?received");
  private static final Pattern UNSENT = Pattern.compile("unsent (\\w+): (.*)");

  private static final String PATH_MTU = resource("path-mtu.sh");

  private final HostLook.Open from;
  private final HostAccess sender;
  private final HostLook.Open to;
  private final HostAccess receiver;

  PathQuestions(HostLook.Open from, HostAccess sender, HostLook.Open to, HostAccess receiver) {
    this.from = from;
    this.sender = sender;
    this.to = to;
    this.receiver = receiver;
  }

  /** Asks. */
  PathLook ask() throws HostUnreachableException, InterruptedException {
    String here = from.facts().underlay().value();
    String there = to.facts().underlay().value();
    int smaller = Math.min(from.facts().underlayMtu(), to.facts().underlayMtu());
    List<StepResult> answers =
        sender
            .run(
                new Batch(
                    List.of(
                        new HostStep.Run(ping(here, there)),
                        new HostStep.Run(
                            List.of("sh", "-c", PATH_MTU, "sh", here, there, "" + smaller))),
                    Batch.WhenOneFails.GO_ON),
                LIMIT)
            .results();
    int answered = answered(answers.getFirst());
    return new PathLook(
        from.entry().name(),
        to.entry().name(),
        PINGS,
        answered,
        answers.size() == 2 && answered > 0 ? mtu(answers.getLast()) : OptionalInt.empty(),
        packets(here, there));
  }

  private List<String> ping(String here, String there) {
    List<String> argv = new ArrayList<>(List.of("ping", "-q", "-c", "" + PINGS, "-W", "1"));
    if (from.facts().tools().getOrDefault("ping", "").contains("iputils")) {
      argv.addAll(List.of("-i", "0.2"));
    }
    argv.addAll(List.of("-I", here, there));
    return argv;
  }

  private PathLook.RawPackets packets(String here, String there)
      throws HostUnreachableException, InterruptedException {
    Optional<PathLook.RawPackets.Untold> untold =
        Stream.of(from, to).flatMap(host -> whyUntold(host).stream()).findFirst();
    if (untold.isPresent()) {
      return untold.get();
    }
    String token = "tunnelbench " + UUID.randomUUID();
    Queue<String> said = new ConcurrentLinkedQueue<>();
    CountDownLatch first = new CountDownLatch(1);
    RunningCommand hearing =
        receiver.start(
            to.interpreter().orElseThrow().hear(token, there, here, LISTENING.toSeconds()),
            LISTENING.plus(GRACE),
            line -> {
              said.add(line);
              first.countDown();
            });
    if (!first.await(GRACE.toSeconds(), TimeUnit.SECONDS) || !said.contains("ready")) {
      hearing.stop();
      return new PathLook.RawPackets.Untold(
          "%s could not listen: %s".formatted(to.entry().name(), String.join(" ", said)));
    }
    StepResult sent =
        sender
            .run(
                new Batch(
                    List.of(
                        new HostStep.Run(
                            from.interpreter().orElseThrow().send(token, here, there))),
                    Batch.WhenOneFails.STOP),
                LIMIT)
            .results()
            .getFirst();
    Optional<PathLook.RawPackets.Untold> lost = awaitEnd(hearing);
    return lost.isPresent() ? lost.get() : told(said, sent.stdout());
  }

  private static Optional<PathLook.RawPackets.Untold> whyUntold(HostLook.Open host) {
    String name = host.entry().name().value();
    if (host.interpreter().isEmpty()) {
      return Optional.of(
          new PathLook.RawPackets.Untold(
              name + " has neither perl nor python to send and hear such packets with"));
    }
    return host.user() == 0
        ? Optional.empty()
        : Optional.of(new PathLook.RawPackets.Untold("nobody is root on " + name));
  }

  private Optional<PathLook.RawPackets.Untold> awaitEnd(RunningCommand hearing)
      throws InterruptedException {
    try {
      hearing.exitCode().get(LISTENING.plus(GRACE).plus(GRACE).toSeconds(), TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException lost) {
      return Optional.of(
          new PathLook.RawPackets.Untold(to.entry().name() + " was lost while it listened"));
    }
  }

  static PathLook.RawPackets.Told told(Iterable<String> heard, String sent) {
    Set<IpProbe> arrived = EnumSet.noneOf(IpProbe.class);
    for (String line : heard) {
      probe(line.replaceFirst("^heard ", "")).ifPresent(arrived::add);
    }
    Map<IpProbe, String> unsent = new EnumMap<>(IpProbe.class);
    sent.lines()
        .map(UNSENT::matcher)
        .filter(Matcher::matches)
        .forEach(line -> probe(line.group(1)).ifPresent(probe -> unsent.put(probe, line.group(2))));
    return new PathLook.RawPackets.Told(arrived, unsent);
  }

  private static Optional<IpProbe> probe(String word) {
    return Arrays.stream(IpProbe.values()).filter(probe -> probe.word().equals(word)).findFirst();
  }

  static int answered(StepResult ping) {
    Matcher matcher = ANSWERED.matcher(ping.stdout());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static OptionalInt mtu(StepResult answer) {
    String number = answer.stdout().strip();
    return number.matches("[0-9]{1,6}")
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }

  private static String resource(String name) {
    try (InputStream text =
        Objects.requireNonNull(PathQuestions.class.getResourceAsStream(name), name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
