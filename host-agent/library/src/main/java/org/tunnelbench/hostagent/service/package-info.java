/** The agent's hosts: commands in, reports out, deadlines, recovery. */
@NullMarked
package org.tunnelbench.hostagent.service;

import org.jspecify.annotations.NullMarked;
