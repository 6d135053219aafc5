"""From a Word template to programs: tags are found in the runs, lifted out of their elements, and assembled with the markup.

``parsing`` reads a part, ``tags`` finds tags in a text, ``paragraphs`` cuts them out of runs, ``marking`` puts marks in
their place, ``lifting``, ``tables`` and ``closing`` move the marks to where they act, ``assembling`` makes the pieces of
a program of it, ``template`` does all of that for a file. lxml is needed here only: a kept template does without.
"""
