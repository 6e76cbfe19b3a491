# SPDX-License-Identifier: GPL-3.0-or-later
"""A journey through the window as a user of assistive tools makes it: by role and name, never by place.

Every wait is bounded. The program runs with folders of its own, in Chinese, without settings of this machine.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

TIMEOUT = float(os.environ.get('DUIXIAN_TEST_TIMEOUT', '30'))
STEP = 0.05
SOURCE = os.environ['DUIXIAN_SOURCE_DIR']
BUILD = os.environ['DUIXIAN_BUILD_DIR']
SAMPLES = os.path.join(SOURCE, 'tests', 'data', 'samples')

# GTK 4.8 tells VISIBLE but not SHOWING of what is inside a window; a page of a stack that is not in front is
# VISIBLE as well, so journeys name things that are there once.
VISIBLE = Atspi.StateType.VISIBLE
SENSITIVE = Atspi.StateType.SENSITIVE


class Missing(AssertionError):
    """Something did not appear in time."""


def wait(check, what, timeout=TIMEOUT):
    """The first true answer of check(), asked until the time is up."""
    end = time.monotonic() + timeout
    while True:
        try:
            answer = check()
        except GLib.Error:
            answer = None  # the object went away meanwhile
        if answer:
            return answer
        if time.monotonic() > end:
            raise Missing(what)
        time.sleep(STEP)


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


# GTK gives what has no name that of its class.
UNNAMED = re.compile(r'(Gtk|Adw|Award)[A-Z]\w+$')

# What holds nothing more worth looking at.
LEAVES = ('label', 'image', 'scroll bar', 'separator', 'progress bar')


def walk(node, rows=False):
    """node and everything below it that is visible; the many rows of a table only when asked for."""
    yield node
    role = node.get_role_name()
    if role in LEAVES:
        return
    for child in children(node):
        try:
            if not rows and role == 'tree table' and child.get_role_name() == 'list':
                continue
            if child.get_state_set().contains(VISIBLE):
                yield from walk(child, rows)
        except GLib.Error:
            continue


def text_of(node):
    """Names and texts below node, as a reader hears them."""
    parts = []
    for each in walk(node):
        name = each.get_name()
        if name and not UNNAMED.match(name):
            parts.append(name)
        elif each.get_role_name() in ('text', 'label'):
            length = Atspi.Text.get_character_count(each)
            if length:
                parts.append(Atspi.Text.get_text(each, 0, length))
    return '\n'.join(parts)


def demo_ledger(journey, cli, *tables):
    """A ledger made by the command line with these sample tables (measure, file) in it, computed."""
    path = journey.path('demo.duixian')
    commands = [['new', path]]
    commands += [['import', path, 'fuzhou-2024-5', measure, os.path.join(SAMPLES, name)] for measure, name in tables]
    if tables:
        commands.append(['compute', path, '--as-of', '2024-06-30'])
    for command in commands:
        # 1: some row was named as unreadable, as the samples mean it.
        code = subprocess.run([cli, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env=journey.env, timeout=TIMEOUT, check=False).returncode
        assert code in (0, 1), (command, code)
    return path


class Journey:
    """The program running with args, until close()."""

    def __init__(self, *args):
        self.folder = tempfile.mkdtemp(prefix='duixian-journey-')
        env = dict(os.environ)
        for key, name in (('HOME', 'home'), ('XDG_CONFIG_HOME', 'config'), ('XDG_DATA_HOME', 'data'),
                          ('XDG_CACHE_HOME', 'cache'), ('XDG_RUNTIME_DIR', 'runtime')):
            env[key] = os.path.join(self.folder, name)
            os.mkdir(env[key], 0o700)
        env.update(GTK_A11Y='atspi', GSK_RENDERER='cairo', GDK_BACKEND='x11', LC_ALL='C.UTF-8', LANGUAGE='zh_CN',
                   GSETTINGS_BACKEND='memory', GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, 'resources'),
                   DUIXIAN_LOCALE_DIR=os.path.join(BUILD, 'po'), G_DEBUG='fatal-criticals', ADW_DISABLE_PORTAL='1')
        env.pop('WAYLAND_DISPLAY', None)
        self.env = env
        self.args = [os.path.join(BUILD, 'app', 'duixian'), *args]
        self.process = subprocess.Popen(self.args, env=env)
        self.root = wait(self._application, 'the program on the accessibility bus')

    def path(self, *parts):
        """A path in this journey's own folder."""
        return os.path.join(self.folder, *parts)

    def sample(self, name):
        """A copy of a sample table, so that nothing is written beside the original."""
        return shutil.copy(os.path.join(SAMPLES, name), self.folder)

    def hand(self, *files):
        """Hands files to the running program, as a file manager does."""
        subprocess.run([self.args[0], *files], env=self.env, check=True, timeout=TIMEOUT)

    def _application(self):
        assert self.process.poll() is None, f'the program ended with {self.process.returncode}'
        desktop = Atspi.get_desktop(0)
        for app in children(desktop):
            if app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                # What was true a moment ago is no answer.
                app.set_cache_mask(Atspi.Cache.NONE)
                return app
        return None

    def _alive(self):
        code = self.process.poll()
        if code is not None:
            sys.exit(f'the program ended with {code}')

    def all(self, role, name=None, root=None):
        """Everything of this role on the screen; name: the whole name, or a test of it."""
        self._alive()
        found = []
        for node in walk(root or self.root):
            if node.get_role_name() != role:
                continue
            if name is None or self._is_called(node, name):
                found.append(node)
        return found

    @staticmethod
    def _is_called(node, name):
        called = node.get_name()
        if callable(name):
            return name(called)
        # A button with a label is called by both, with and without the mark of its key: "保存(_S) 保存(S)".
        plain = re.sub(r'\(_?\w\)', '', called)
        return plain in (name, f'{name} {name}')

    def find(self, role, name=None, root=None, timeout=TIMEOUT):
        def check():
            found = self.all(role, name, root)
            return found[-1] if found else None
        try:
            return wait(check, f'{role} {name!r}', timeout)
        except Missing:
            print(self.tree(), file=sys.stderr)
            raise

    def dialog(self, name):
        """The window of this title or heading, as soon as it is there."""
        def check():
            self._alive()
            for window in children(self.root):
                if self._is_called(window, name) or self.all('label', name, window):
                    return window
            return None
        try:
            return wait(check, f'dialog {name!r}')
        except Missing:
            print(self.tree(), file=sys.stderr)
            raise

    def gone(self, role, name=None, timeout=TIMEOUT):
        wait(lambda: not self.all(role, name), f'{role} {name!r} still there', timeout)

    def sees(self, text, root=None, timeout=TIMEOUT):
        """Waits until text stands somewhere on the screen."""
        def check():
            self._alive()
            return text in text_of(root or self.root)
        try:
            wait(check, f'the words {text!r}', timeout)
        except Missing:
            print(text_of(root or self.root), file=sys.stderr)
            raise

    def press(self, role, name=None, root=None):
        """Does what a click does, once the thing can be clicked."""
        def check():
            for node in reversed(self.all(role, name, root)):
                if node.get_state_set().contains(SENSITIVE):
                    return node
            return None
        try:
            node = wait(check, f'{role} {name!r} that can be used')
        except Missing:
            print(self.tree(), file=sys.stderr)
            raise
        assert Atspi.Action.get_n_actions(node) > 0, f'{role} {name!r} has no action'
        Atspi.Action.do_action(node, 0)
        return node

    def tick(self, name, root=None):
        """Ticks the check box that has the focus, which in GTK 4.8 has no action: by keyboard."""
        node = self.find('check box', name, root)
        wait(lambda: node.get_state_set().contains(Atspi.StateType.FOCUSED), f'the focus on {name!r}')
        self.key('space')
        wait(lambda: node.get_state_set().contains(Atspi.StateType.CHECKED), f'{name!r} ticked')

    def type(self, node, text):
        assert Atspi.EditableText.set_text_contents(node, text)

    def key(self, *keys):
        """Keys to the window in front: key('ctrl+e')."""
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], env=self.env, check=True, timeout=TIMEOUT)

    def tree(self):
        lines = []

        def add(node, depth):
            try:
                lines.append('  ' * depth + f'{node.get_role_name()} {node.get_name()!r}')
                for child in children(node):
                    if child.get_state_set().contains(VISIBLE):
                        add(child, depth + 1)
            except GLib.Error:
                pass
        add(self.root, 0)
        return '\n'.join(lines)

    def tab(self, name):
        """Brings the tab to the front whose label begins with name."""
        def check():
            for node in self.all('page tab'):
                if name in text_of(node):
                    return node
            return None
        node = wait(check, f'tab {name!r}')
        parent = node.get_parent()
        assert Atspi.Selection.select_child(parent, node.get_index_in_parent()) or True
        return node

    def rows(self, name, most=8):
        """The first rows of the table of this name, each as the texts of its cells."""
        def check():
            found = []
            for part in children(self.find('tree table', name)):
                if part.get_role_name() != 'list':
                    continue
                for i in range(min(most, part.get_child_count())):
                    found.append([text_of(cell) for cell in children(part.get_child_at_index(i))])
            return found
        return wait(check, f'rows of {name!r}')

    def rows_with(self, name, text):
        """The rows of the table of this name, once one of them has text in it."""
        def check():
            rows = self.rows(name)
            return rows if any(text in row for row in rows) else None
        try:
            return wait(check, f'{text!r} in {name!r}')
        except Missing:
            print(self.rows(name), file=sys.stderr)
            raise

    def choose_file(self, path, button):
        """Fills the file dialog in front and presses button; a file dialog lists what it names."""
        self.type(self.find('text', '名称：'), path)
        self.press('push button', button)
        self.gone('text', '名称：')

    def leave(self):
        """Closes what stands before the ledger's window, by Escape: once more while it stands, since a message in it
        takes one, and without a window manager the keys may go elsewhere for a moment."""
        def closed():
            if len(list(children(self.root))) == 1:
                return True
            self.key('Escape')
            return False
        wait(closed, 'one window left')

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()
        return False
