/** What goes on in a lake, at a glance; start from {@code LakeWatch}. */
package io.lepton.jobs.top;
