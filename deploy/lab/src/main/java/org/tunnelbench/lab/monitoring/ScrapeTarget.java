package org.tunnelbench.lab.monitoring;

/**
 * A service whose metrics are to be read.
 *
 * @param job as {@code deploy/prometheus} calls it
 * @param port of loopback, at whose {@code /q/metrics} they are
 */
public record ScrapeTarget(String job, int port) {}
