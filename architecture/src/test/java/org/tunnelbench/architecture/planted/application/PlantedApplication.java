package org.tunnelbench.architecture.planted.application;

/** Stands for an application. */
public class PlantedApplication {}
